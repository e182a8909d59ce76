// The rows of the pane @words@, for any view.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

namespace omni::ui::@name@ {

struct Row {
    std::uint64_t key = 0; ///< Unique in the table.
    QString name;
    std::uint64_t count = 0;
    friend bool operator==(const Row&, const Row&) = default;
};

/// What a picture says, one row a line.
[[nodiscard]] std::vector<Row> rowsOf(const views::DeskSnapshot& desk);

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Name, Count };

    Model(const Theme& theme, const Formats& formats, QObject* parent);

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
};

} // namespace omni::ui::@name@
