// Names that tell hosts which files may start a training script, before any of them is read.

/** Names that a file which starts programs has. */
export const isLauncherName = (path: string): boolean =>
  /\.(sh|bash|zsh|slurm|sbatch|slrm|pbs|lsf|job|mk|ya?ml)$|(^|\/)((gnu)?makefile|(docker|container)file|mlproject)(\.\w+)?$|(^|\/)\.vscode\/(launch|tasks)\.json$/i.test(
    path,
  );
