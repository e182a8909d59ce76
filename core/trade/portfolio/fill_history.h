// The fills of one instrument in the order of booking, so that a bust or a correction can be worked out exactly.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/trade/orders/order_event.h"
#include "core/trade/orders/rescale.h"
#include "core/trade/portfolio/asset_fee.h"
#include "core/trade/portfolio/lots.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace omni::portfolio {

/// A fill as it stands now. What stood before a bust or a correction is in the numbered postings and in the journal.
struct FillEntry {
    FillId id;
    OrderId order;
    AccountId account;
    Lots size; ///< In the units of its own time.
    Money value;
    Money fee;
    CurrencyId feeCurrency; ///< None: no fee.
    Timestamp time;
    bool adopted = false; ///< Booked against Capital instead of Cash.
    Side side = Side::Buy;
    bool busted = false;
    bool inAsset = false; ///< Its fee was taken from what was bought.
    LotUnit unit; ///< Of its own time. Not known: what is bought is no currency.
    std::uint32_t corrections = 0;
    friend bool operator==(const FillEntry&, const FillEntry&) = default;
};

/// What a row of fills comes to.
struct Replayed {
    LotBook lots;
    DustRows dust;
    Money assetFees; ///< Of all fees that were taken from what was bought, quote currency.
};

class FillHistory
{
public:
    explicit FillHistory(CostMethod method = CostMethod::Fifo) noexcept
        : m_start(method)
    {
    }
    void append(const FillEntry& entry)
    {
        m_entries.push_back(entry);
    }
    /// A split or a change of increments, after all entries so far.
    void appendScale(const orders::Rescale& by)
    {
        m_scales.push_back({m_entries.size(), by});
    }
    /// Index of the fill; nothing: not here, or sealed.
    [[nodiscard]] std::optional<std::size_t> find(FillId fill) const noexcept;
    [[nodiscard]] const FillEntry& at(std::size_t index) const noexcept
    {
        return m_entries[index];
    }
    void replace(std::size_t index, const FillEntry& with) noexcept
    {
        m_entries[index] = with;
    }
    /// The lots as they would be with `with` in the place of entry `index`. O(entries).
    [[nodiscard]] Result<Replayed> replay(std::size_t index, const FillEntry& with) const;
    /// Of the entries that are not sealed.
    [[nodiscard]] bool hasAssetFees() const noexcept;
    /// Lots of entry `index` in today's units; nothing: they do not come out even.
    [[nodiscard]] std::optional<Lots> today(std::size_t index, Lots lots) const noexcept;
    /// Folds the entries before the first of time `before` or later into the start. Returns how many.
    std::size_t seal(Timestamp before);
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_entries.size();
    }

    void save(ByteWriter& out) const;
    /// False: bad bytes; then the history is not to be used.
    [[nodiscard]] bool load(ByteReader& in);

private:
    struct Scale {
        std::size_t before = 0; ///< It came before the entry with this index.
        orders::Rescale by;
    };
    LotBook m_start; ///< Before the first entry.
    DustRows m_startDust;
    std::vector<FillEntry> m_entries;
    std::vector<Scale> m_scales; ///< In their order.
};

} // namespace omni::portfolio
