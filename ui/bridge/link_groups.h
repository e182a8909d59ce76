// Which instrument a colour group shows: changing it in one pane changes all panes of the group. UI thread.

#pragma once

#include "core/base/ids.h"

#include <QObject>

#include <array>
#include <cstdint>

namespace omni::ui {

enum class LinkGroup : std::uint8_t { None, A, B, C };

class LinkGroups : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// None of it is chosen: id 0. Group None has no instrument of its own.
    [[nodiscard]] InstrumentId instrument(LinkGroup group) const noexcept
    {
        return m_instruments[static_cast<std::size_t>(group)];
    }
    void select(LinkGroup group, InstrumentId instrument)
    {
        auto& place = m_instruments[static_cast<std::size_t>(group)];
        if (group == LinkGroup::None || place == instrument) {
            return;
        }
        place = instrument;
        emit selected(group, instrument);
    }

signals:
    void selected(omni::ui::LinkGroup group, omni::InstrumentId instrument);

private:
    std::array<InstrumentId, 4> m_instruments;
};

} // namespace omni::ui
