"""Health (健康づくり): steps and sleep out of a watch's file, the hot spring's desk, and a word to who fell silent."""
