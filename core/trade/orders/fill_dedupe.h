// The fills that have been applied, for ever (S7): the key is account, instrument and the venue's id of the fill.
//
// Keys are kept as exact text, not as digests: a wrong "seen before" would lose a fill, and about 40 bytes a fill are
// no price. The order of the bytes is the order of booking. One thread.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/trade/orders/order_event.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::orders {

class FillDedupe
{
public:
    /// Notes the fill. False: it was there before, nothing has changed. Invalid: no fill id, or an empty venue id,
    /// which could not be told from another. Full: 2^32 - 2 fills, or 1 TiB of keys.
    [[nodiscard]] Result<bool> insert(AccountId account, InstrumentId instrument, const VenueFillId& venueFillId,
                                      FillId fill);
    /// Our id of that fill, or nothing when it was never applied. Busts name fills this way.
    [[nodiscard]] std::optional<FillId> find(AccountId account, InstrumentId instrument,
                                             const VenueFillId& venueFillId) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_entries.size();
    }
    struct Applied {
        AccountId account;
        InstrumentId instrument;
        VenueFillId venueFillId;
        FillId fill;
    };
    /// The newest, at most so many, in the order of booking.
    [[nodiscard]] std::vector<Applied> newest(std::size_t most) const;

    void save(ByteWriter& out) const;
    /// Replaces everything. Corrupt: bad bytes or a key twice; then nothing has changed.
    [[nodiscard]] Result<void> load(ByteReader& in);

private:
    struct Entry {
        std::uint64_t place = 0; ///< Offset of the key in m_keys, shifted left by 8, and its length.
        std::uint64_t fill = 0;
    };
    [[nodiscard]] std::string_view keyOf(const Entry& entry) const noexcept;
    [[nodiscard]] std::size_t slotOf(std::string_view key) const noexcept;
    void grow();

    std::string m_keys;
    std::vector<Entry> m_entries; ///< In the order of booking.
    std::vector<std::uint32_t>
        m_slots; ///< Open addressing; index + 1 into m_entries, 0: free. A power of two of slots.
};

} // namespace omni::orders
