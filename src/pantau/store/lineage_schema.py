"""placeholder until the lineage branch lands"""
