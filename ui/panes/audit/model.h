// The audit record in a table: a sentence for each row, by whom and on which way, and the mark to which the next record
// is linked.

#pragma once

#include "core/desk/views/audit_view.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

namespace omni::ui::audit {

struct Row {
    std::uint64_t key = 0; ///< Sequence of the record.
    views::AuditRow record;
    friend bool operator==(const Row&, const Row&) = default;
};

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Time, Person, Text, Way, Number, Mark };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] Cell sentenceCell(const Row& row) const;
};

} // namespace omni::ui::audit
