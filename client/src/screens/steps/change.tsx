import { Button } from '../../parts/button.tsx'
import { steps } from '../../text/steps.en.ts'

export const Change = ({ onPress }: { onPress(): Promise<void> }) => (
  <Button className="button quiet" onPress={() => void onPress()}>
    {steps.change}
  </Button>
)

export const KeepAsItIs = ({ onPress }: { onPress(): void }) => (
  <Button className="button quiet" onPress={onPress}>
    {steps.keep}
  </Button>
)
