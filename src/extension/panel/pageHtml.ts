// The page's document: a frame around the script and the style sheet, under a strict content security policy. Pure, so that tests open the very same page.

export interface PageAddresses {
  /** what the editor serves the page's own files from */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  /** fresh for each page; only the script that carries it runs */
  readonly nonce: string;
  /** the same for style elements: the widget library makes one to find out what the browser can do */
  readonly styleNonce: string;
  readonly language: string;
}

const attribute = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** No inline style, no inline script, no connection to anywhere; the script's own chunks carry its nonce, and its pictures are its own. Every figure arrives later as a checked message. */
export function pageHtml({ cspSource, script, style, nonce, styleNonce, language }: PageAddresses): string {
  const policy = `default-src 'none'; style-src ${cspSource} 'nonce-${styleNonce}'; font-src ${cspSource}; img-src ${cspSource} blob:; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta property="csp-nonce" content="${attribute(styleNonce)}">
<link rel="stylesheet" href="${attribute(style)}">
<title>Training Footprint</title>
</head>
<body>
<script type="module" nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
}

const nonceBytes = 16;

/** Unguessable, from the platform's own source of randomness (both hosts have it). */
export const freshNonce = (): string => Array.from(crypto.getRandomValues(new Uint8Array(nonceBytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
