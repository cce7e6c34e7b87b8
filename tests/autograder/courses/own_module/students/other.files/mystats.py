def spread(values):
    ordered = sorted(values)
    return ordered[-1] - ordered[0]
