// The queue: proposals that wait, in the order in which they came, and below them for a while those that are decided.
//
// A row never changes its place while it waits: what is under the pointer stays there. UI thread.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/host/runtime/link.h"
#include "ui/widgets/formats.h"

#include <QAbstractListModel>
#include <QString>

#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace omni::ui::proposals {

struct Row {
    ProposalId id;
    Side side = Side::Buy;
    QString symbol, sideWord, what; ///< "NVDA", "Buy", "60 at 182.40 limit"
    QString strategy; ///< "Moving-average cross · 5 s"
    QString settings; ///< All of them, for the tooltip.
    QString state; ///< Countdown, "Snoozed 00:24", or how it ended.
    double share = 0; ///< Of its time that is left.
    bool isSnoozed = false, isDecided = false, hasDrifted = false;
    friend bool operator==(const Row&, const Row&) = default;
};

class QueueModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr std::int64_t decidedMs = 60'000; ///< So long a decided one stays.
    static constexpr std::size_t mostDecided = 4;
    static constexpr std::size_t mostRemembered = 1'000; ///< Snoozed or reviewed ones that wait no more.

    explicit QueueModel(const Formats& formats, QObject* parent = nullptr);

    /// `nowMs`: of a clock that never steps.
    void take(const views::DeskSnapshot& desk, std::int64_t nowMs);
    void take(const runtime::Notice& notice, std::int64_t nowMs);
    void clear();
    /// It was opened for review: if it lapses now, it was not unseen.
    void markReviewed(ProposalId id);

    [[nodiscard]] int waiting() const noexcept
    {
        return m_waiting;
    }
    /// Snoozed and reviewed ones.
    [[nodiscard]] std::size_t remembered() const noexcept
    {
        return m_snoozed.size() + m_reviewed.size();
    }
    [[nodiscard]] int indexOf(ProposalId id) const;
    [[nodiscard]] const Row& row(int index) const
    {
        return m_rows[static_cast<std::size_t>(index)];
    }
    /// As last seen. Null: not in the queue.
    [[nodiscard]] const views::ProposalView* view(ProposalId id) const;
    /// Since when it is decided; below zero: it waits.
    [[nodiscard]] std::int64_t decidedAt(ProposalId id) const;
    /// How it ended; only of a decided one.
    [[nodiscard]] events::Closing closing(ProposalId id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Decided {
        views::ProposalView view;
        events::ProposalClosed closed;
        QString strategy;
        bool wasReviewed = false;
        std::int64_t atMs = 0;
    };
    struct Snooze {
        Monotonic until;
        std::uint32_t boot = 0;
    };

    [[nodiscard]] Row rowFor(const views::ProposalView& view, const views::DeskSnapshot& desk) const;
    [[nodiscard]] QString sentence(const Row& row) const;
    void show(std::vector<Row> rows);

    const Formats& m_formats;
    std::vector<Row> m_rows;
    int m_waiting = 0;
    std::map<ProposalId, views::ProposalView> m_views; ///< Of those that wait.
    std::vector<Decided> m_decided; ///< Newest first.
    std::map<ProposalId, Snooze> m_snoozed;
    std::set<ProposalId> m_reviewed;
    std::vector<market::Instrument> m_instruments;
};

} // namespace omni::ui::proposals
