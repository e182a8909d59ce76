// Orders on our account that are not ours: somebody's own hand, or another machine (F15).
//
// They are counted wherever open orders may raise exposure (S3), and nobody touches them without a command. They claim
// nothing of what our own orders may close: a stranger's order keeps nobody in a position.
//
// Who reports them names all that are open in each comparison after a link has come up; what such a comparison does not
// name is gone. One thread.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/flat_map.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/trade/orders/ledger.h"
#include "core/trade/orders/order_event.h"
#include "core/trade/orders/rescale.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace omni::orders {

/// At once. More are counted, not kept: as long as one was left out nothing new may be risked (S26).
inline constexpr std::size_t mostExternalOrders = 1'000;

/// A venue's numbers are good for one instrument.
struct ExternalOrderKey {
    InstrumentId instrument;
    VenueOrderId venueOrderId;
    friend auto operator<=>(const ExternalOrderKey&, const ExternalOrderKey&) = default;
};

struct ExternalOrder {
    Side side = Side::Buy;
    Lots left; ///< What it may still fill. In [1, largestCount].
    std::optional<Ticks> limit, stop;
    Timestamp since; ///< When it was first reported.
    bool isNamed = true; ///< Since the newest comparison began.
    friend bool operator==(const ExternalOrder&, const ExternalOrder&) = default;
};

class ExternalOrders
{
public:
    /// It is open, and stands so now. Invalid: no number of the venue's, nothing left, a figure beyond `largestCount`.
    /// Full: there is no room; it is counted as left out.
    [[nodiscard]] Result<void> report(const ExternalOrderKey& key, const ExternalOrder& order);
    /// It is over, or was never known.
    void end(const ExternalOrderKey& key);

    /// A comparison begins: whatever is open will be named.
    void beginComparison() noexcept;
    /// It is over: what it has not named is gone.
    void endComparison();
    /// Another account: nothing is known of its orders.
    void clear() noexcept;
    /// In the instrument's new units, rounded so that no less is counted than before: lots up, prices to buy up and
    /// prices to sell down. What does not fit is the largest there may be.
    void rescale(InstrumentId instrument, const Rescale& by);

    [[nodiscard]] const FlatMap<ExternalOrderKey, ExternalOrder>& all() const noexcept
    {
        return m_orders;
    }
    /// Reported since the newest comparison began, and not kept for want of room.
    [[nodiscard]] std::uint64_t leftOut() const noexcept
    {
        return m_leftOut;
    }
    [[nodiscard]] std::int32_t count() const noexcept
    {
        return static_cast<std::int32_t>(m_orders.size());
    }
    [[nodiscard]] bool hasOf(InstrumentId instrument) const;
    /// Adds what they may still do in the instrument to what ours may. Sums that do not fit are the largest there is.
    void addTo(InstrumentOrders& open, InstrumentId instrument) const;

    void save(ByteWriter& out) const;
    /// Replaces everything. Corrupt: then nothing has changed.
    [[nodiscard]] Result<void> load(ByteReader& in);

private:
    FlatMap<ExternalOrderKey, ExternalOrder> m_orders;
    std::uint64_t m_leftOut = 0;
};

/// All orders that may still fill on the account: ours, and those of others. Refers to both.
class OrdersInSight
{
public:
    // NOLINTNEXTLINE(google-explicit-constructor): our own orders alone are in sight, too
    OrdersInSight(const Ledger& own, const ExternalOrders* external = nullptr) noexcept
        : m_own(own)
        , m_external(external)
    {
    }
    [[nodiscard]] InstrumentOrders of(InstrumentId instrument) const
    {
        InstrumentOrders open = m_own.of(instrument);
        if (m_external != nullptr) {
            m_external->addTo(open, instrument);
        }
        return open;
    }

private:
    const Ledger& m_own;
    const ExternalOrders* m_external;
};

} // namespace omni::orders
