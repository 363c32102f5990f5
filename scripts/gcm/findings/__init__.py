"""Report what is wrong: each finding with its file, line and advice, in several formats.

    from gcm.findings.report_formats import report_as
    report_as(report, "sarif", "en")

Public: `finding.Finding`, `report.Report`, `report_formats.report_as`.
"""
