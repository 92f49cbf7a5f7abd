import { useEffect, useState } from 'react';

/** Whether this browser shows notifications: it cannot, it must not, it may be asked, or one has it on or off here. */
export type DeviceNotifying = 'unsupported' | 'blocked' | 'ask' | 'on' | 'off';

const key = 'roost.notify';
const changed = 'roost:notify';

export function deviceNotifying(): DeviceNotifying {
  if (!('Notification' in window) || !window.isSecureContext) return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  if (Notification.permission === 'default') return 'ask';
  return localStorage.getItem(key) === 'off' ? 'off' : 'on';
}

/** Turns them on or off on this device. The browser asks, where it has not been asked yet: only ever after a press of a button. */
export async function setDeviceNotifying(on: boolean): Promise<void> {
  localStorage.setItem(key, on ? 'on' : 'off');
  if (on && deviceNotifying() === 'ask') await Notification.requestPermission();
  window.dispatchEvent(new Event(changed));
}

/** The same, followed: one may have changed it in the browser's own settings, or in another tab. */
export function useDeviceNotifying(): DeviceNotifying {
  const [state, setState] = useState(deviceNotifying);
  useEffect(() => {
    const look = () => setState(deviceNotifying());
    const events = [changed, 'focus', 'storage'];
    for (const event of events) window.addEventListener(event, look);
    return () => {
      for (const event of events) window.removeEventListener(event, look);
    };
  }, []);
  return state;
}
