"""The files of a calibration: the posterior, tables, pictures, and what made them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulation.analysis.made_by import versions
from simulation.calibration.calibrating import Calibration
from simulation.calibration.diagnosing import posterior_table, sentences, targets_table
from simulation.fitted import calibrated_scenario
from simulation.output.folder import MANIFEST, files_in
from simulation.output.plain import records, write_json
from simulation.plots.calibration import calibration_pictures
from simulation.plots.saving import save

__all__ = ["calibration_data", "write_calibration"]


def calibration_data(calibration: Calibration) -> dict[str, Any]:
    """What was learnt, as plain data."""
    fit, table = calibration.fit, calibration.table
    return {
        "answer": sentences(calibration),
        "posterior": records(posterior_table(calibration)),
        "targets": records(targets_table(calibration)),
        "correlations": {
            name: {other: round(float(value), 4) for other, value in row.items()}
            for name, row in fit.posterior.frame[table.basis.names].corr().to_dict("index").items()
        },
        "panels": len(table),
        "kept": len(fit.sample.rows),
        "acceptance": fit.sample.acceptance,
        "effective_sample_size": fit.sample.effective,
        "left_in": table.left_in.tolist(),
    }


def write_calibration(folder: Path, calibration: Calibration, command: str) -> None:
    """Write ``posterior.parquet``, ``scenario.toml``, tables (CSV), ``calibration.json``, pictures and a manifest.

    Args:
        folder: where; see ``folder.staged``.
        calibration: what was found.
        command: what repeats it.
    """
    posterior = folder / "posterior.parquet"
    calibration.fit.posterior.save(posterior)
    scenario = calibrated_scenario(calibration.scenario, posterior).to_toml(to_give_away=True)
    (folder / "scenario.toml").write_text(scenario, encoding="utf-8", newline="\n")
    for name, frame in (("posterior", posterior_table(calibration)), ("targets", targets_table(calibration))):
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    for name, figure in calibration_pictures(calibration).items():
        save(figure, folder / "pictures", name)
    write_json(folder / "calibration.json", calibration_data(calibration))
    made = {
        "command": command,
        "calibrated": calibration.table.basis.ingredients,
        "targets": calibration.targets.source,
        "seconds": round(calibration.seconds, 1),
        "versions": versions(),
    }
    write_json(folder / MANIFEST, {**made, "files": files_in(folder)})
