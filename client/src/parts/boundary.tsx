import { Component, type ReactNode } from 'react'

type BoundaryProps = { instead: ReactNode; children: ReactNode }

/** What stands there when a part of the page fails; React asks for a class. Nothing is reported anywhere. */
export class Boundary extends Component<BoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }
  static getDerivedStateFromError() {
    return { hasFailed: true }
  }
  override render() {
    return this.state.hasFailed ? this.props.instead : this.props.children
  }
}
