// The last stop as lines of a table.

#pragma once

#include "ui/bridge/stop_progress.h"
#include "ui/widgets/table_model.h"

namespace omni::ui {
struct Formats;
}

namespace omni::ui::what_the_stop_did {

struct Row {
    std::uint64_t key = 0; ///< Its number in the stop, from 1.
    StopLine line;
    QString text;
    friend bool operator==(const Row&, const Row&) = default;
};

[[nodiscard]] std::vector<Row> rowsOf(const StopProgress& progress, const views::DeskSnapshot& desk,
                                      const Formats& formats);
[[nodiscard]] std::vector<Column> columns();
/// "234 ms", from a second on "1.2 s"; the trip itself has none.
[[nodiscard]] QString sinceText(const StopLine& line, const Formats& formats);

class Model final : public RowsModel<Row>
{
    Q_OBJECT

public:
    Model(const Theme& theme, const Formats& formats, QObject* parent);

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    const Formats& m_formats;
};

} // namespace omni::ui::what_the_stop_did
