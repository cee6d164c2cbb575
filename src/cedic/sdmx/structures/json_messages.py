def write_v10(shown, heading):
    return b""


def write_v20(shown, heading):
    return b""
