/** The host inside the window: commands, events, dialogs and the drop of files go to the shell. */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { open, save } from '@tauri-apps/plugin-dialog';
import { openUrl } from '@tauri-apps/plugin-opener';
import type { Answer, Args, CommandName, Host, Unsubscribe } from './types';

/** Subscribing is asynchronous in the shell; taking it back must also work before it is done. */
function later(subscribed: Promise<Unsubscribe>): Unsubscribe {
  return () => void subscribed.then((stop) => stop());
}

export const tauriHost: Host = {
  invoke: <K extends CommandName>(name: K, args: Args<K>) => invoke<Answer<K>>(name, args),
  on: (event, heard) => later(listen(event, (message) => heard(message.payload as never))),
  pickFiles: async () => open({ multiple: true, directory: false }),
  pickFolder: async () => open({ multiple: false, directory: true }),
  saveFile: async (name) => save({ defaultPath: name }),
  openExternal: (url) => openUrl(url),
  onFileDrop: (heard) =>
    later(
      getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type === 'drop') heard({ kind: 'drop', paths: payload.paths });
        else heard({ kind: payload.type === 'leave' ? 'leave' : 'over' });
      }),
    ),
  copy: (text) => navigator.clipboard.writeText(text),
};
