// Paths as the engine has them: forward slashes, whatever the host.

/** "train.py" of "/project/train.py". */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** "/project" of "/project/train.py"; empty for a bare name and for what lies at the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** How the paths of all that lies inside a folder begin: "/project/", and "/" for the top. */
export const insideOf = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`);

/** How a path of the analysis is shown: relative to the workspace, or as the user gave it. */
export type ShowPath = (path: string) => string;
