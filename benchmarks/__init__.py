"""Speed and memory of CEDIC against named alternatives, on SIMULATED data.

Each measurement runs in a process of its own; short ones are taken several times, and the least
time counts. Bounds are printed beside the figures and never asserted: a busy machine is no defect.
"""
