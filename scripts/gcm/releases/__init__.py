"""Publish releases (`gcm publish`): check, dump, describe, read back.

    from gcm.releases.publish import publish
    publish("0.1.0", check=True).refusals

Public: `publish.publish`.
"""
