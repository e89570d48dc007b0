"""Lotteries (抽選販売) for everybody: what is sold, entering, the own turn, and the draw to be checked by anybody."""
