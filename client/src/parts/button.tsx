import type { ComponentProps } from 'react'

type ButtonProps = Omit<ComponentProps<'button'>, 'onClick' | 'disabled'> & {
  onPress?: () => void
  isDisabled?: boolean
}

/** A press. `className`: `button`, with `main` or `quiet`; answers of one weight never have a `main`. */
export const Button = ({ className = '', type = 'button', onPress, isDisabled, ...props }: ButtonProps) => (
  <button
    {...props}
    type={type === 'submit' ? 'submit' : 'button'}
    className={className.split(' ').includes('button') ? className : `button ${className}`.trim()}
    disabled={isDisabled}
    onClick={() => onPress?.()}
  />
)
