# Boot code of K230 boards. Nothing of the board is simulated yet.
