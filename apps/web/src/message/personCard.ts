import { createContext, useContext } from 'react';
import { hovercardAnchor, type HovercardTriggers } from '../ui/Hovercard.tsx';

const nothing: HovercardTriggers<string> = { over: () => {}, out: () => {}, press: () => {} };

/** Who shows cards of people. What a card holds is a feature's matter, so the app provides it. */
export const PersonCardContext = createContext<HovercardTriggers<string>>(nothing);

/** The props of a button that stands for a person: it opens their card. */
export const usePersonAnchor = (userId: string) => hovercardAnchor(useContext(PersonCardContext), userId);
