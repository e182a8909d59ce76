// Money, positions and results of one profile: what has been booked, to the last unit.
//
// Always (S10), in each currency: the ledger's accounts sum to zero, and
// equity = deposits - withdrawals + realised + unrealised - fees + dividends + funding + interest + dust.
//
// A buy takes its value from Cash into Inventory, also where a venue holds only margin for it: cash is then negative
// and equity is right. A fee in another currency (a fee coin, or the bought coin itself) leaves the Cash of that
// currency; what a venue reports as its balance of a coin is that Cash plus the positions in it.
//
// A fee in the instrument's own base currency is taken from the lots that were bought (asset_fee.h): the position is
// what the venue holds, in whole lots, and the fee is what the lots taken were worth at the fill's price.
//
// Fills are booked once: see orders::FillDedupe. Errors change nothing. One thread; no clock.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/trade/market/instrument.h"
#include "core/trade/orders/order_event.h"
#include "core/trade/orders/rescale.h"
#include "core/trade/portfolio/cash_ledger.h"
#include "core/trade/portfolio/currencies.h"
#include "core/trade/portfolio/holding.h"
#include "core/trade/portfolio/lots.h"
#include "core/trade/portfolio/pnl.h"
#include "core/trade/portfolio/position.h"
#include "core/trade/portfolio/rate_table.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace omni::portfolio {

/// What a fill did.
struct BookedFill {
    FillId id;
    Lots positionBefore; ///< Signed.
    Lots positionAfter;
    Lots closed; ///< Unsigned; the rest of what moved opened.
    Money realised; ///< Of this fill, gross of fees, quote currency.
    std::optional<Money>
        assetFee; ///< What was taken from the lots bought was worth, quote currency. None: nothing was.
    bool crossedZero = false; ///< It turned a long into a short, or the other way round.
    friend bool operator==(const BookedFill&, const BookedFill&) = default;
};

/// What a bust or a correction did.
struct BookedReversal {
    FillId id;
    OrderId order; ///< None: it was no order of ours.
    InstrumentId instrument;
    Lots positionBefore; ///< Signed.
    Lots positionAfter;
    Lots sizeChange; ///< Of the fill, in today's lots: for `Ledger::correctFill`. A bust is minus all of it.
    Money valueChange; ///< Of the fill, the same way.
    Money realisedChange; ///< Of the instrument, quote currency.
    friend bool operator==(const BookedReversal&, const BookedReversal&) = default;
};

/// The figures of a fill as the venue corrected them. The side stays.
struct CorrectedFill {
    Ticks price;
    Lots size; ///< Above zero; a fill that never was is a bust.
    Money value;
    Money fee;
    CurrencyId feeCurrency;
};

class Portfolio
{
public:
    explicit Portfolio(CostMethod method = CostMethod::Fifo) noexcept
        : m_method(method)
    {
    }

    // --- facts -------------------------------------------------------------------------------------------------------

    /// See Currencies::define.
    [[nodiscard]] Result<CurrencyId> defineCurrency(std::string_view code);
    /// `instrument` is completed. Conflict: not the next dense id. NotFound: its quote currency was not defined.
    /// Full: more than `orders::mostInstruments`.
    [[nodiscard]] Result<void> defineInstrument(const market::Instrument& instrument);
    /// A new version of increments: positions and lots are counted in the new units, values stay. Conflict: not the
    /// next version of a known instrument, or not exact. Rescale the order ledger in the same event.
    [[nodiscard]] Result<void> rescale(const market::Instrument& newVersion);
    /// A split: each `oldShares` become `newShares`; results stay. Conflict: the position does not fit exactly.
    [[nodiscard]] Result<void> split(InstrumentId instrument, std::int64_t newShares, std::int64_t oldShares);

    /// Amounts are above zero; those of `dividend`, `funding`, `interest` and `dust` are signed, positive when
    /// received.
    [[nodiscard]] Result<void> deposit(CurrencyId currency, Money amount, Timestamp at);
    [[nodiscard]] Result<void> withdraw(CurrencyId currency, Money amount, Timestamp at);
    [[nodiscard]] Result<void> dividend(CurrencyId currency, Money amount, InstrumentId instrument, Timestamp at);
    [[nodiscard]] Result<void> funding(CurrencyId currency, Money amount, InstrumentId instrument, Timestamp at);
    [[nodiscard]] Result<void> interest(CurrencyId currency, Money amount, Timestamp at);
    [[nodiscard]] Result<void> dust(CurrencyId currency, Money amount, Timestamp at);

    /// Books a fill. A fill without an id gets the next one; one with an id must be above all before it (Conflict).
    /// Invalid: size not above zero, a value whose sign is not the price's. NotFound: instrument or fee currency.
    /// Overflow: a sum does not fit. Full: `mostAccounts` others have fills of the instrument.
    [[nodiscard]] Result<BookedFill> book(const orders::Fill& fill);
    /// A position that was there before us, or that a person accepts after a mismatch: as a fill, but against Capital
    /// instead of Cash. Its fee must be zero.
    [[nodiscard]] Result<BookedFill> adopt(const orders::Fill& fill);
    /// Takes a fill back as if it had never been, by a numbered reversal (F28). NotFound: no such fill, or its history
    /// was sealed. Conflict: busted already, or the rest does not survive a split between exactly.
    [[nodiscard]] Result<BookedReversal> bust(FillId fill, Timestamp at);
    /// Books a fill with other figures in its old place, by a numbered correction. Errors as `bust` and `book`.
    [[nodiscard]] Result<BookedReversal> correct(FillId fill, const CorrectedFill& with, Timestamp at);
    /// Fills of before that time can no longer be busted or corrected; memory is freed. Returns how many.
    std::size_t sealHistory(Timestamp before);

    // --- questions ---------------------------------------------------------------------------------------------------

    [[nodiscard]] const Currencies& currencies() const noexcept
    {
        return m_currencies;
    }
    /// Null: not defined. Good until the next definition.
    [[nodiscard]] const market::Instrument* instrument(InstrumentId id) const noexcept;
    /// None: not defined.
    [[nodiscard]] CurrencyId quoteOf(InstrumentId id) const noexcept;
    [[nodiscard]] std::size_t instruments() const noexcept
    {
        return m_instruments.size();
    }
    /// All zero for an instrument without fills or without definition.
    [[nodiscard]] Position position(InstrumentId id) const noexcept;
    /// The part of it at one account: what the venue should report (S9).
    [[nodiscard]] Lots positionAt(AccountId account, InstrumentId id) const noexcept;
    /// What one account holds beyond its lots, in the base currency, rounded down.
    [[nodiscard]] Money dustAt(AccountId account, InstrumentId id) const noexcept;
    /// Those that are not flat, by rising instrument.
    [[nodiscard]] std::vector<Position> positions() const;
    [[nodiscard]] std::vector<OpenLot> openLots(InstrumentId id) const;
    /// What has been paid in fees for one instrument in one currency.
    [[nodiscard]] Money feesOf(InstrumentId id, CurrencyId currency) const noexcept;

    [[nodiscard]] Money cash(CurrencyId currency) const noexcept
    {
        return m_cash.balance(currency, CashAccount::Cash);
    }
    [[nodiscard]] Money fees(CurrencyId currency) const noexcept
    {
        return m_cash.balance(currency, CashAccount::Fees);
    }
    /// Gross of fees.
    [[nodiscard]] Money realised(CurrencyId currency) const noexcept
    {
        return Money{-m_cash.balance(currency, CashAccount::Realised).e8};
    }
    [[nodiscard]] const CashLedger& cashLedger() const noexcept
    {
        return m_cash;
    }
    [[nodiscard]] FillId lastFill() const noexcept
    {
        return m_lastFill;
    }
    [[nodiscard]] CostMethod method() const noexcept
    {
        return m_method;
    }
    /// In which the fee of a fill stands. None: it has no fee, or nothing of it can be changed any more.
    [[nodiscard]] CurrencyId feeCurrencyOf(FillId fill) const;
    /// See CashLedger::setSink.
    void setSink(CashLedger::Sink sink)
    {
        m_cash.setSink(std::move(sink));
    }

    // Totals in one currency. Each currency's sum is converted once, so that it is rounded once. Nothing: a mark or a
    // rate that is needed is missing or stale, or a sum does not fit. O(instruments); see Valuation for every tick.

    [[nodiscard]] std::optional<Money> equity(CurrencyId base, const Marks& marks, const RateTable& rates,
                                              Timestamp now) const;
    [[nodiscard]] std::optional<Money> unrealised(CurrencyId base, const Marks& marks, const RateTable& rates,
                                                  Timestamp now) const;
    [[nodiscard]] std::optional<Money> realised(CurrencyId base, const RateTable& rates, Timestamp now) const;
    [[nodiscard]] std::optional<Money> fees(CurrencyId base, const RateTable& rates, Timestamp now) const;

    /// Cash plus `amounts` by currency id - 1 (missing ones are zero), in `base`. For those who keep market values.
    [[nodiscard]] std::optional<Money> sumOfCashAnd(const std::vector<Int128>& amounts, CurrencyId base,
                                                    const RateTable& rates, Timestamp now) const;

    void save(ByteWriter& out) const;
    /// Replaces everything but the sink. Corrupt: then nothing has changed.
    [[nodiscard]] Result<void> load(ByteReader& in);

private:
    struct Found {
        std::size_t holding = 0;
        std::size_t entry = 0;
    };

    [[nodiscard]] Result<BookedFill> bookAgainst(const orders::Fill& fill, bool adopted);
    [[nodiscard]] Result<void> faultOf(const orders::Fill& fill) const;
    /// A fee that is paid in this currency is taken from what is bought.
    [[nodiscard]] bool isAsset(InstrumentId instrument, CurrencyId currency) const noexcept;
    [[nodiscard]] Result<void> receive(PostingReason reason, CashAccount from, CurrencyId currency, Int128 amount,
                                       InstrumentId instrument, Timestamp at);
    [[nodiscard]] Result<Found> findFill(FillId fill) const;
    [[nodiscard]] Result<BookedReversal> change(const Found& found, const FillEntry& with, Timestamp at);
    /// Market values less costs when `lessCost`, by currency id - 1, added to `amounts`. False: no mark, or no fit.
    [[nodiscard]] bool addMarketValues(std::vector<Int128>& amounts, const Marks& marks, Timestamp now,
                                       bool lessCost) const;

    CostMethod m_method;
    Currencies m_currencies;
    CashLedger m_cash;
    std::vector<market::Instrument> m_instruments; ///< By id - 1.
    std::vector<Holding> m_holdings; ///< By instrument id - 1.
    FillId m_lastFill;
};

} // namespace omni::portfolio
