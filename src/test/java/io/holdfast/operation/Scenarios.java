package io.holdfast.operation;

/** The rules as tables; see {@link Scenario} for how to read them. Each is played on its own. */
public enum Scenarios {
  SPENDING_ENDS_WHERE_THE_MONEY_ENDS(
      """
      wallet    w
      debit     a  w  1            -> insufficient_funds 0
      deposit   b  w  100          -> +100 | 100 0 100
      debit     c  w  60           -> -60 | 40 0 40
      debit     d  w  41           -> insufficient_funds 40
      authorize e  w  41           -> insufficient_funds 40
      adjust    f  w  -41          -> insufficient_funds 40
      adjust    g  w  -10          -> -10 | 30 0 30
      debit     h  w  30           -> -30 | 0 0 0
      debit     i  w  1  partial   -> insufficient_funds 0
      authorize j  w  1  partial   -> insufficient_funds 0
      """),

  A_DEPOSIT_IS_CREDITED_ONCE(
      """
      wallet   w
      pending  d  w  100
      complete a  d                -> +100 | 100 0 100
      complete a  d                -> again +100 | 100 0 100
      complete b  d                -> deposit_not_pending
      debit    c  w  60            -> -60 | 40 0 40
      complete e  d                -> deposit_not_pending
      """),

  A_CANCELLED_DEPOSIT_IS_NEVER_CREDITED(
      """
      wallet   w
      pending  d  w  100
      cancel   d
      complete a  d                -> deposit_not_pending
      close    b  w                -> done
      complete c  d                -> wallet_closed
      """),

  A_DEPOSIT_COMES_INTO_A_FROZEN_WALLET_AND_STAYS_PENDING_FOR_A_CLOSED_ONE(
      """
      wallet   w
      pending  d  w  100
      pending  e  w  50
      close    a  w                -> done
      complete b  d                -> wallet_closed
      activate c  w                -> done
      freeze   f  w                -> done
      complete g  d                -> +100 | 100 0 100
      complete h  d                -> deposit_not_pending
      """),

  A_PAYMENT_IS_MOVED_WITHOUT_NEEDING_MONEY(
      """
      wallet  w
      deposit a  w  100            -> +100 | 100 0 100
      debit   b  w  100            -> -100 | 0 0 0
      move    c  b                 -> moved 100 | 0 0 0
      move    c  b                 -> again moved 100 | 0 0 0
      move    d  b                 -> refund_exceeds_original
      refund  e  b                 -> refund_exceeds_original
      refund  f  c  30             -> +30 | 30 0 30
      move    g  c                 -> moved 70 | 30 0 30
      refund  h  g                 -> +70 | 100 0 100
      move    i  g                 -> refund_exceeds_original
      """),

  A_CAPTURE_IS_MOVED_BUT_NO_DEPOSIT(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      move      b  a               -> refund_exceeds_original
      authorize c  w  40           -> authorized 40/0/0 | 100 40 60
      move      d  c               -> not_found
      """),

  WHERE_NOTHING_GOES_OUT_NOTHING_IS_MOVED(
      """
      wallet   w
      deposit  a  w  100           -> +100 | 100 0 100
      debit    b  w  100           -> -100 | 0 0 0
      move     c  b  0  forged     -> not_found
      move     d  b  0  stranger   -> not_found
      freeze   e  w                -> done
      move     f  b                -> wallet_frozen
      activate g  w                -> done
      close    h  w                -> done
      move     i  b                -> wallet_closed
      """),

  A_MOVE_BEYOND_THE_RANGE_IS_REFUSED(
      """
      wallet   w
      deposit  a  w  100           -> +100 | 100 0 100
      debit    b  w  100           -> -100 | 0 0 0
      deposit  c  w  9007199254740991 -> +9007199254740991 | 9007199254740991 0 9007199254740991
      move     d  b                -> amount_out_of_range
      """),

  EVERY_CREDIT_COMES_IN(
      """
      wallet     w
      deposit    a  w  1           -> +1 | 1 0 1
      giveback   b  w  10          -> +10 | 11 0 11
      reward     c  w  100         -> +100 | 111 0 111
      membership d  w  1000        -> +1000 | 1111 0 1111
      adjust     e  w  10000       -> +10000 | 11111 0 11111
      """),

  A_PARTIAL_APPROVAL_IS_FOR_WHAT_IS_THERE(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      debit     b  w  30  partial  -> -30 | 70 0 70
      authorize c  w  71  partial  -> authorized 70/0/0 of 71 | 70 70 0
      void      d  c  20           -> authorized 70/0/20 of 71 | 70 50 20
      debit     e  w  21  partial  -> -20 | 50 50 0
      capture   f  c               -> captured 70/50/20 of 71 | 0 0 0
      """),

  A_HOLD_IS_CAPTURED_AT_ONCE(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      authorize b  w  70           -> authorized 70/0/0 | 100 70 30
      debit     c  w  31           -> insufficient_funds 30
      capture   d  b               -> captured 70/70/0 | 30 0 30
      capture   e  b               -> authorization_not_open
      void      f  b               -> authorization_not_open
      increment g  b  1            -> authorization_not_open
      """),

  A_FINAL_CAPTURE_RELEASES_THE_REST(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      authorize b  w  70           -> authorized 70/0/0 | 100 70 30
      capture   c  b  71           -> capture_exceeds_authorization
      capture   d  b  50           -> captured 70/50/20 | 50 0 50
      """),

  A_HOLD_IS_CAPTURED_PIECE_BY_PIECE(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      authorize b  w  70           -> authorized 70/0/0 | 100 70 30
      capture   c  b  20  open     -> partially_captured 70/20/0 | 80 50 30
      capture   d  b  51  open     -> capture_exceeds_authorization
      capture   e  b  30  open     -> partially_captured 70/50/0 | 50 20 30
      void      f  b  5            -> partially_captured 70/50/5 | 50 15 35
      capture   g  b  15  open     -> captured 70/65/5 | 35 0 35
      """),

  A_HOLD_IS_VOIDED_IN_PARTS(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      authorize b  w  70           -> authorized 70/0/0 | 100 70 30
      void      c  b  20           -> authorized 70/0/20 | 100 50 50
      void      d  b  51           -> capture_exceeds_authorization
      void      e  b               -> voided 70/0/70 | 100 0 100
      void      f  b               -> authorization_not_open
      """),

  A_HOLD_OF_WHICH_A_PART_WAS_CAPTURED_IS_VOIDED(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      authorize b  w  70           -> authorized 70/0/0 | 100 70 30
      capture   c  b  20  open     -> partially_captured 70/20/0 | 80 50 30
      void      d  b               -> voided 70/20/50 | 80 0 80
      """),

  A_HOLD_GROWS_BY_WHAT_IS_AVAILABLE(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      authorize b  w  70           -> authorized 70/0/0 | 100 70 30
      increment c  b  31           -> insufficient_funds 30
      increment d  b  30           -> authorized 100/0/0 of 70 | 100 100 0
      capture   e  b  1  open      -> partially_captured 100/1/0 of 70 | 99 99 0
      deposit   f  w  5            -> +5 | 104 99 5
      increment g  b  5            -> partially_captured 105/1/0 of 70 | 104 104 0
      capture   h  b               -> captured 105/105/0 of 70 | 0 0 0
      """),

  A_HOLD_WHOSE_TIME_IS_OVER_ONLY_EXPIRES(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      authorize b  w  70           -> authorized 70/0/0 | 100 70 30
      expire    c  b               -> authorization_not_open
      end       b
      capture   d  b               -> authorization_not_open
      void      e  b               -> authorization_not_open
      increment f  b  1            -> authorization_not_open
      expire    c  b               -> expired 70/0/70 | 100 0 100
      expire    c  b               -> again expired 70/0/70 | 100 0 100
      expire    g  b               -> authorization_not_open
      """),

  AN_EXPIRY_RELEASES_WHAT_WAS_NOT_CAPTURED(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      authorize b  w  70           -> authorized 70/0/0 | 100 70 30
      capture   c  b  20  open     -> partially_captured 70/20/0 | 80 50 30
      void      d  b  10           -> partially_captured 70/20/10 | 80 40 40
      end       b
      expire    e  b               -> expired 70/20/50 | 80 0 80
      """),

  A_SPENDING_IS_REFUNDED_ONCE(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      debit     b  w  60           -> -60 | 40 0 40
      refund    c  b  61           -> refund_exceeds_original
      refund    d  b  20           -> +20 | 60 0 60
      refund    e  b  41           -> refund_exceeds_original
      refund    f  b               -> +40 | 100 0 100
      refund    g  b               -> refund_exceeds_original
      refund    h  b  1            -> refund_exceeds_original
      refund    i  a  1            -> refund_exceeds_original
      refund    j  d  1            -> refund_exceeds_original
      refund    k  b  1  forged    -> not_found
      """),

  AN_IOU_IS_PAID_BY_THE_NEXT_DEPOSIT(
      """
      wallet    w  50
      debit     a  w  51           -> insufficient_funds 50
      debit     b  w  60  partial  -> -50 | -50 0 0
      deposit   c  w  30           -> +30 | -20 0 30
      authorize d  w  30           -> authorized 30/0/0 | -20 30 0
      capture   e  d               -> captured 30/30/0 | -50 0 0
      deposit   f  w  70           -> +70 | 20 0 70
      """),

  A_LOWERED_LIMIT_TAKES_NOTHING_BACK(
      """
      wallet    w  100
      debit     a  w  60           -> -60 | -60 0 40
      authorize b  w  40           -> authorized 40/0/0 | -60 40 0
      limit     c  w  10           -> done
      debit     d  w  1            -> insufficient_funds -90
      debit     e  w  1  partial   -> insufficient_funds -90
      capture   f  b  15  open     -> partially_captured 40/15/0 | -75 25 -90
      void      g  b               -> voided 40/15/25 | -75 0 -65
      deposit   h  w  65           -> +65 | -10 0 0
      debit     i  w  1            -> insufficient_funds 0
      deposit   j  w  11           -> +11 | 1 0 11
      debit     k  w  11           -> -11 | -10 0 0
      """),

  A_RAISED_LIMIT_COUNTS_AT_ONCE(
      """
      wallet    w
      debit     a  w  10           -> insufficient_funds 0
      limit     b  w  10           -> done
      debit     c  w  10           -> -10 | -10 0 0
      limit     d  w  0            -> done
      limit     d  w  0            -> again done
      """),

  A_FROZEN_WALLET_LETS_NOTHING_OUT(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      debit     b  w  20           -> -20 | 80 0 80
      authorize c  w  30           -> authorized 30/0/0 | 80 30 50
      authorize d  w  20           -> authorized 20/0/0 | 80 50 30
      authorize e  w  10           -> authorized 10/0/0 | 80 60 20
      freeze    f  w               -> done
      debit     g  w  1            -> wallet_frozen
      debit     h  w  999          -> wallet_frozen
      authorize i  w  1  partial   -> wallet_frozen
      increment j  c  1            -> wallet_frozen
      adjust    k  w  -1           -> wallet_frozen
      adjust    l  w  1            -> +1 | 81 60 21
      deposit   m  w  1            -> +1 | 82 60 22
      refund    n  b  5            -> +5 | 87 60 27
      capture   o  c               -> captured 30/30/0 | 57 30 27
      void      p  d               -> voided 20/0/20 | 57 10 47
      end       e
      expire    q  e               -> expired 10/0/10 | 57 0 57
      activate  r  w               -> done
      debit     s  w  57           -> -57 | 0 0 0
      """),

  A_WALLET_IS_CLOSED_WHEN_IT_IS_EMPTY(
      """
      wallet    w  20
      deposit   a  w  100          -> +100 | 100 0 120
      close     b  w               -> wallet_not_empty
      debit     c  w  100          -> -100 | 0 0 20
      authorize d  w  20           -> authorized 20/0/0 | 0 20 0
      close     e  w               -> wallet_not_empty
      void      f  d               -> voided 20/0/20 | 0 0 20
      debit     g  w  1            -> -1 | -1 0 19
      close     h  w               -> wallet_not_empty
      deposit   i  w  1            -> +1 | 0 0 20
      close     j  w               -> done
      deposit   k  w  1            -> wallet_closed
      debit     l  w  1            -> wallet_closed
      authorize m  w  1            -> wallet_closed
      increment n  d  1            -> wallet_closed
      adjust    o  w  1            -> wallet_closed
      adjust    p  w  -1           -> wallet_closed
      refund    q  c  1            -> wallet_closed
      reward    r  w  1            -> wallet_closed
      capture   s  d               -> authorization_not_open
      """),

  AMOUNTS_STAY_WITHIN_WHAT_EVERY_PART_CAN_COUNT(
      """
      wallet    w
      deposit   a  w  9007199254740991   -> +9007199254740991 | 9007199254740991 0 9007199254740991
      deposit   b  w  1                  -> amount_out_of_range
      adjust    c  w  1                  -> amount_out_of_range
      limit     d  w  1                  -> amount_out_of_range
      debit     e  w  9007199254740990   -> -9007199254740990 | 1 0 1
      deposit   f  w  9007199254740991   -> amount_out_of_range
      refund    g  e                     -> +9007199254740990 | 9007199254740991 0 9007199254740991
      authorize h  w  9007199254740991   -> authorized 9007199254740991/0/0 | 9007199254740991 9007199254740991 0
      increment i  h  1                  -> amount_out_of_range
      refund    j  e  1                  -> refund_exceeds_original
      capture   k  h  9007199254740990   -> captured 9007199254740991/9007199254740990/1 | 1 0 1
      """),

  A_CREDIT_LIMIT_COUNTS_TOWARDS_THE_RANGE(
      """
      wallet    w  9007199254740990
      deposit   a  w  1                  -> +1 | 1 0 9007199254740991
      deposit   b  w  1                  -> amount_out_of_range
      debit     c  w  9007199254740991   -> -9007199254740991 | -9007199254740990 0 0
      deposit   d  w  9007199254740991   -> +9007199254740991 | 1 0 9007199254740991
      authorize e  w  9007199254740991   -> authorized 9007199254740991/0/0 | 1 9007199254740991 0
      capture   f  e                     -> captured 9007199254740991/9007199254740991/0 | -9007199254740990 0 0
      """),

  A_REPEATED_REQUEST_MOVES_MONEY_ONCE(
      """
      wallet    w
      deposit   a  w  100          -> +100 | 100 0 100
      deposit   a  w  100          -> again +100 | 100 0 100
      deposit   a  w  101          -> key_reused
      debit     b  w  30           -> -30 | 70 0 70
      debit     b  w  30           -> again -30 | 70 0 70
      debit     b  w  31           -> key_reused
      authorize c  w  50           -> authorized 50/0/0 | 70 50 20
      capture   d  c  10  open     -> partially_captured 50/10/0 | 60 40 20
      increment e  c  5            -> partially_captured 55/10/0 of 50 | 60 45 15
      void      f  c  5            -> partially_captured 55/10/5 of 50 | 60 40 20
      capture   d  c  10  open     -> again partially_captured 50/10/0 | 60 40 20
      increment e  c  5            -> again partially_captured 55/10/0 of 50 | 60 45 15
      void      f  c  5            -> again partially_captured 55/10/5 of 50 | 60 40 20
      authorize c  w  50           -> again authorized 50/0/0 | 70 50 20
      refund    g  b  1            -> +1 | 61 40 21
      refund    g  b  1            -> again +1 | 61 40 21
      refund    g  b  2            -> key_reused
      adjust    h  w  -1           -> -1 | 60 40 20
      adjust    h  w  -1           -> again -1 | 60 40 20
      capture   b  c  1            -> key_reused
      """),

  A_REPEATED_REQUEST_IS_ANSWERED_WHATEVER_HAPPENED_SINCE(
      """
      wallet    w
      deposit   a  w  10           -> +10 | 10 0 10
      debit     b  w  10           -> -10 | 0 0 0
      debit     b  w  10           -> again -10 | 0 0 0
      close     c  w               -> done
      debit     b  w  10           -> again -10 | 0 0 0
      deposit   a  w  10           -> again +10 | 10 0 10
      """),

  A_DECLINE_IS_REMEMBERED(
      """
      wallet    w
      deposit   a  w  10           -> +10 | 10 0 10
      debit     b  w  11           -> insufficient_funds 10
      deposit   c  w  10           -> +10 | 20 0 20
      debit     b  w  11           -> again insufficient_funds 10
      debit     b  w  12           -> key_reused
      debit     d  w  11           -> -11 | 9 0 9
      freeze    e  w               -> done
      debit     f  w  1            -> wallet_frozen
      activate  g  w               -> done
      debit     f  w  1            -> again wallet_frozen
      """),

  THE_FIRST_REFUSAL_IN_THE_ORDER_IS_ANSWERED(
      """
      wallet    w
      deposit   a  w  10               -> +10 | 10 0 10
      debit     b  w  10               -> -10 | 0 0 0
      debit     c  w  99  EUR stranger -> not_found
      debit     d  w  99  EUR forged   -> not_found
      debit     e  w  99  EUR          -> currency_mismatch
      debit     f  w  99               -> insufficient_funds 0
      deposit   g  w  20               -> +20 | 20 0 20
      authorize h  w  20               -> authorized 20/0/0 | 20 20 0
      freeze    i  w                   -> done
      debit     j  w  99  EUR          -> currency_mismatch
      debit     k  w  99               -> wallet_frozen
      increment l  h  99  forged       -> not_found
      increment m  h  99               -> wallet_frozen
      end       h
      increment n  h  99               -> wallet_frozen
      expire    o  h                   -> expired 20/0/20 | 20 0 20
      increment p  h  99               -> wallet_frozen
      capture   q  h  99               -> authorization_not_open
      closeWithLimit r w 9007199254740991 -> amount_out_of_range
      adjust    s  w  -20              -> wallet_frozen
      activate  t  w                   -> done
      adjust    u  w  -20              -> -20 | 0 0 0
      close     v  w                   -> done
      deposit   x  w  1  EUR           -> currency_mismatch
      increment y  h  1                -> wallet_closed
      increment z  h  1  forged        -> not_found
      """),

  WHAT_IS_NOT_THERE_IS_NOT_FOUND(
      """
      wallet    w
      deposit   a  w  10               -> +10 | 10 0 10
      authorize b  w  5                -> authorized 5/0/0 | 10 5 5
      debit     c  nowhere  1          -> not_found
      deposit   d  nowhere  1          -> not_found
      authorize e  nowhere  1          -> not_found
      debit     f  w  1  forged        -> not_found
      deposit   g  w  1  forged        -> not_found
      adjust    h  w  1  forged        -> not_found
      adjust    i  w  -1  forged       -> not_found
      capture   j  b  forged           -> not_found
      void      k  b  forged           -> not_found
      increment l  b  1  forged        -> not_found
      expire    m  b  forged           -> not_found
      refund    n  b  1                -> not_found
      capture   o  a                   -> not_found
      limit     p  w  5  forged        -> not_found
      """),

  A_BUSINESS_MOVES_ONLY_ITS_OWN(
      """
      wallet    w
      deposit   a  w  10               -> +10 | 10 0 10
      authorize b  w  5                -> authorized 5/0/0 | 10 5 5
      debit     c  w  1                -> -1 | 9 5 4
      debit     d  w  1  stranger      -> not_found
      authorize e  w  1  stranger      -> not_found
      deposit   f  w  1  stranger      -> not_found
      adjust    g  w  1  stranger      -> not_found
      adjust    h  w  -1  stranger     -> not_found
      capture   i  b  stranger         -> not_found
      void      j  b  stranger         -> not_found
      increment k  b  1  stranger      -> not_found
      refund    l  c  1  stranger      -> not_found
      limit     m  w  1  stranger      -> not_found
      fence     n  w  stranger         -> not_found
      """),

  A_STRANGER_LEARNS_NOTHING_FROM_A_KEY(
      """
      wallet    w
      deposit   a  w  10               -> +10 | 10 0 10
      debit     b  w  4                -> -4 | 6 0 6
      debit     c  w  7                -> insufficient_funds 6
      debit     b  w  5  stranger      -> not_found
      debit     b  w  5  forged        -> not_found
      debit     c  w  5  stranger      -> not_found
      debit     c  w  5  forged        -> not_found
      deposit   a  w  5  stranger      -> not_found
      deposit   a  w  5  forged        -> not_found
      """),

  A_FENCED_KEY_MOVES_NOTHING(
      """
      wallet    w
      deposit   a  w  10               -> +10 | 10 0 10
      authorize b  w  5                -> authorized 5/0/0 | 10 5 5
      fence     c  w                   -> done
      debit     c  w  1                -> operation_fenced
      debit     c  w  99               -> operation_fenced
      deposit   c  w  1                -> operation_fenced
      capture   c  b                   -> operation_fenced
      fence     c  w                   -> operation_fenced
      fence     b  w                   -> key_reused
      """),

  A_RETRACTED_ATTEMPT_IS_MADE_AGAIN_UNDER_THE_NEXT_GENERATION(
      """
      wallet    w
      deposit   a  w  10               -> +10 | 10 0 10
      retract   b  w                   -> done
      debit     b  w  4                -> -4 | 6 0 6
      debit     b  w  4                -> again -4 | 6 0 6
      debit     b  w  5                -> key_reused
      retract   c  w                   -> done
      deposit   c  w  1                -> +1 | 7 0 7
      deposit   c  w  1                -> again +1 | 7 0 7
      retract   d  w                   -> done
      debit     d  w  8                -> insufficient_funds 7
      deposit   e  w  1                -> +1 | 8 0 8
      debit     d  w  8                -> again insufficient_funds 7
      """);

  private final String table;

  Scenarios(String table) {
    this.table = table;
  }

  /** One event a line, its outcome last. */
  public String table() {
    return table;
  }

  /** The table with the outcomes that this book came to. */
  public String play(ScenarioBook book) {
    return Scenario.play(table, book);
  }
}
