// How one order goes on: from the pictures while it is open, from the notices when it is open no more.
//
// A fill is counted once: what the picture says of an open order is never added to what the notices say. UI thread.

#pragma once

#include "core/desk/views/desk_snapshot.h"

#include <optional>

namespace omni::ui {

class OrderFollower
{
public:
    /// An order that has been planned.
    void begin(const orders::OrderTicket& ticket, Timestamp at);
    void clear();
    /// True: it was about this order.
    bool take(const events::Event& event);
    void take(const views::DeskSnapshot& desk);
    /// None: nothing is followed.
    [[nodiscard]] const std::optional<orders::OrderRecord>& record() const noexcept
    {
        return m_record;
    }

private:
    std::optional<orders::OrderRecord> m_record;
    Lots m_filled; ///< As the notices tell.
};

} // namespace omni::ui
