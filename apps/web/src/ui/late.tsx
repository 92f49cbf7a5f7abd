import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

const againMs = 10_000;

/** What stands where a part is not here yet. */
export type Meanwhile<Props> = ReactNode | ((props: Props) => ReactNode);

/** A part that nobody waits for: `meanwhile` stands for it until it has been fetched, which is tried again where it fails. */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: Meanwhile<Props> = null,
): ComponentType<Props> {
  let here: ComponentType<Props> | null = null;
  return function Late(props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(() => here);
    useEffect(() => {
      if (Part) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const fetch = () =>
        void load().then(
          (fetched) => {
            here = fetched;
            setPart(() => fetched);
          },
          () => (timer = setTimeout(fetch, againMs)),
        );
      fetch();
      return () => clearTimeout(timer);
    }, [Part]);
    if (Part) return <Part {...props} />;
    return typeof meanwhile === 'function' ? meanwhile(props) : meanwhile;
  };
}
