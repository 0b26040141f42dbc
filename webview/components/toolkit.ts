// The only place that knows which widget library draws buttons, check boxes and the run picker: registers the custom elements that the templates use.
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeCheckbox, vsCodeDropdown, vsCodeOption, vsCodeProgressRing } from '@vscode/webview-ui-toolkit';

/** Defines `vscode-button`, `vscode-checkbox` and the like; call once, before the first rendering. */
export function registerWidgets(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing());
}
