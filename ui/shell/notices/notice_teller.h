// Turns what must not be missed into words that pop up: fills, refusals, denials, alerts. Counts unread alerts.

#pragma once

#include "ui/bridge/engine_link.h"
#include "ui/shell/notices/missing_stops.h"
#include "ui/shell/notices/toast_queue.h"
#include "ui/widgets/tones.h"

#include <QObject>

#include <map>
#include <optional>
#include <set>

namespace omni::ui {

struct Formats;

class NoticeTeller final : public QObject
{
    Q_OBJECT

public:
    NoticeTeller(EngineLink& engine, const Formats& formats, QObject* parent);

    [[nodiscard]] int unread() const noexcept
    {
        return m_unread;
    }
    /// The person has looked at the alerts.
    void setRead();

signals:
    void told(omni::ui::ToastLevel level, const QString& key, const QString& text);
    /// What was told under that key is over.
    void settled(const QString& key, const QString& text);
    void unreadChanged();
    /// A new proposal waits, or one that was snoozed waits again.
    void proposed();
    /// A proposal that nobody has answered has lived for half of its time, or, `isLast`, for four fifths of it.
    void reminded(bool isLast);
    /// What happened has a tone of its own.
    void sounded(omni::ui::Chime chime);
    /// Not popped up, but read to who listens: a proposal that is new or back, the venue's word on an order.
    void spoken(const QString& text);

private:
    struct Fills {
        int count = 0;
        std::int64_t lots = 0;
        double tickLots = 0;
        Timestamp last;
    };
    void onNotice(const runtime::Notice& notice);
    void onFill(const orders::Fill& fill, Timestamp at);
    void onAlert(const events::AlertRaised& alert);
    void onReminder(const events::AlertRaised& alert, const QString& text);
    void wakeSnoozed();
    void lookAtStops();

    struct Snoozed {
        Monotonic until;
        std::uint64_t boot = 0;
    };
    EngineLink& m_engine;
    const Formats& m_formats;
    std::map<std::pair<InstrumentId, Side>, Fills> m_fills;
    std::map<ProposalId, Snoozed> m_snoozed;
    std::set<ProposalId> m_reminded; ///< That wait, and of which the last reminder was told.
    std::optional<Monotonic> m_lastReminded, m_lastWarned; ///< Several at once are one tone.
    MissingStops m_missingStops;
    int m_unread = 0;
};

} // namespace omni::ui
