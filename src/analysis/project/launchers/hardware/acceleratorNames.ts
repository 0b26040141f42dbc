// Words that name an accelerator wherever they stand; a partition's or a queue's name proves nothing.

/** As Slurm's `--gres` and `--constraint`, node labels and image names write them. */
export const acceleratorName =
  /^(nvidia[_-])?(tesla[_-])?(geforce[_-])?(quadro[_-])?((rtx|gtx|titan)[\w-]*|[avhbptlk]\d{1,3}[a-z]?(s|x|_?sxm\d?|_?pcie|[-_]sxm\d[\w-]*|[-_]pcie[\w-]*)?([_-]?\d+g(b)?)?|gh200|gb200|gb300|mi\d{2,3}[a-z]?)$/i;
