import { sending as text } from '../../text/workspace.en.ts'
import type { Unsent as Why } from './use-send.ts'

/** Said beside the words that did not leave, or beside a press without words. */
export const Unsent = ({ failed, isPress = false }: { failed: Why | undefined; isPress?: boolean }) =>
  failed ? <p role="alert">{isPress ? text.pressFailed : text[failed]}</p> : null
