// Differences between the broker's account and our books, a row each: ours, theirs, and since when.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <vector>

namespace omni::ui::reconcile {

struct Row {
    std::uint64_t key = 0; ///< Of what it is about: the same from picture to picture.
    views::DifferenceView line;
    QString subject, ours, theirs, between; ///< As shown.
    friend bool operator==(const Row& a, const Row& b)
    {
        return a.key == b.key && a.line.what == b.line.what && a.line.ours == b.line.ours
            && a.line.theirs == b.line.theirs && a.line.since == b.line.since && a.line.isIgnored == b.line.isIgnored
            && a.subject == b.subject && a.ours == b.ours && a.theirs == b.theirs;
    }
};

[[nodiscard]] std::vector<Row> rowsOf(const views::DeskSnapshot& desk, const Formats& formats);

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { What, Subject, Ours, Theirs, Between, Since, State };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] static QString kindText(events::DifferenceKind kind);
};

} // namespace omni::ui::reconcile
