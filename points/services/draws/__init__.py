"""Prize draws (抽選): write and publish one, enter it, draw the winners, cancel it."""
