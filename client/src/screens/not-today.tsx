import { Button } from '../parts/button.tsx'
import { Title } from '../parts/door.tsx'
import { HelpLines } from '../parts/help-dialog.tsx'
import { join } from '../text/en.ts'
import { endings } from '../text/prompts.ts'

/** The same words whatever the cause. Nothing is sent. */
export const NotToday = ({ onBack }: { onBack: () => void }) => (
  <>
    <div className="prompt">
      <Title>{endings.notToday}</Title>
    </div>
    <HelpLines />
    <p className="acts">
      <Button className="button quiet" onPress={onBack}>
        {join.mistake}
      </Button>
    </p>
  </>
)
