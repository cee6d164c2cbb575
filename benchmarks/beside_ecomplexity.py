"""Measure py-ecomplexity, and keep what it finds; run in an environment that has nothing of CEDIC.

Its check of log-supermodularity, which CEDIC does not make, is left out.
"""

import json
import sys
import time

if __name__ == "__main__":
    import numpy as np
    import pandas as pd
    from ecomplexity import ecomplexity
    from ecomplexity.calc_proximity import calc_discrete_proximity

    frame = pd.read_csv(sys.argv[1], dtype={"PRODUCT": str})
    names = {"time": "TIME_PERIOD", "loc": "REF_AREA", "prod": "PRODUCT", "val": "OBS_VALUE"}
    start = time.perf_counter()
    found = ecomplexity(frame, names, check_logsupermodularity=False, verbose=False)
    seconds = time.perf_counter() - start
    found = found.sort_values(["REF_AREA", "PRODUCT"])
    kept = {name: found[name].to_numpy() for name in ("rca", "density", "cog", "pci", "eci", "coi")}
    present = found["mcp"].to_numpy().reshape(found["REF_AREA"].nunique(), -1).astype(float)
    proximity = calc_discrete_proximity(present, present.sum(axis=0))
    kept["proximity"] = proximity[np.triu_indices(len(proximity), 1)]
    np.savez(sys.argv[2], **kept)
    print(json.dumps(seconds))
