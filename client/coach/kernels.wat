;; The two loops in which learning spends its time, sixteen numbers at once. A list has entries of eight bytes: the
;; address of a row and how much of it (f32). Sizes are in bytes, multiples of 64.
(module
  (import "heap" "memory" (memory 1))

  ;; to += Σ value · row
  (func (export "add") (param $to i32) (param $list i32) (param $count i32) (param $size i32)
    (local $at i32) (local $entry i32) (local $end i32) (local $row i32) (local $by v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 3))))
    (loop $blocks
      (local.set $a (v128.load (i32.add (local.get $to) (local.get $at))))
      (local.set $b (v128.load offset=16 (i32.add (local.get $to) (local.get $at))))
      (local.set $c (v128.load offset=32 (i32.add (local.get $to) (local.get $at))))
      (local.set $d (v128.load offset=48 (i32.add (local.get $to) (local.get $at))))
      (local.set $entry (local.get $list))
      (block $done
        (loop $rows
          (br_if $done (i32.ge_u (local.get $entry) (local.get $end)))
          (local.set $row (i32.add (i32.load (local.get $entry)) (local.get $at)))
          (local.set $by (v128.load32_splat offset=4 (local.get $entry)))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $by) (v128.load (local.get $row)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $by) (v128.load offset=16 (local.get $row)))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $by) (v128.load offset=32 (local.get $row)))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $by) (v128.load offset=48 (local.get $row)))))
          (local.set $entry (i32.add (local.get $entry) (i32.const 8)))
          (br $rows)))
      (v128.store (i32.add (local.get $to) (local.get $at)) (local.get $a))
      (v128.store offset=16 (i32.add (local.get $to) (local.get $at)) (local.get $b))
      (v128.store offset=32 (i32.add (local.get $to) (local.get $at)) (local.get $c))
      (v128.store offset=48 (i32.add (local.get $to) (local.get $at)) (local.get $d))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $blocks (i32.lt_u (local.get $at) (local.get $size)))))

  ;; for each entry: backs = wrong · row, and the slopes of the row (at a fixed distance from it) += value · wrong
  (func (export "back") (param $wrong i32) (param $list i32) (param $count i32) (param $size i32) (param $backs i32) (param $distance i32)
    (local $at i32) (local $entry i32) (local $end i32) (local $row i32) (local $slope i32)
    (local $by v128) (local $w v128) (local $sum v128)
    (local.set $entry (local.get $list))
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 3))))
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $entry) (local.get $end)))
        (local.set $row (i32.load (local.get $entry)))
        (local.set $slope (i32.add (local.get $row) (local.get $distance)))
        (local.set $by (v128.load32_splat offset=4 (local.get $entry)))
        (local.set $sum (v128.const f32x4 0 0 0 0))
        (local.set $at (i32.const 0))
        (loop $numbers
          (local.set $w (v128.load (i32.add (local.get $wrong) (local.get $at))))
          (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (local.get $w) (v128.load (i32.add (local.get $row) (local.get $at))))))
          (v128.store (i32.add (local.get $slope) (local.get $at))
            (f32x4.add (v128.load (i32.add (local.get $slope) (local.get $at))) (f32x4.mul (local.get $by) (local.get $w))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $numbers (i32.lt_u (local.get $at) (local.get $size))))
        (f32.store (local.get $backs)
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
            (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum)))))
        (local.set $backs (i32.add (local.get $backs) (i32.const 4)))
        (local.set $entry (i32.add (local.get $entry) (i32.const 8)))
        (br $rows)))))
