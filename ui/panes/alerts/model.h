// Alerts of the desk in sentences, newest first, with whether they were read.

#pragma once

#include "core/desk/views/history.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

namespace omni::ui::alerts {

struct Row {
    std::uint64_t key = 0; ///< Sequence and place behind it: unique, rises with time.
    Timestamp at;
    events::AlertLevel level = events::AlertLevel::Info;
    InstrumentId instrument;
    QString symbol, text;
    bool isRead = false;
    friend bool operator==(const Row&, const Row&) = default;
};

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Time, Text, Level, Symbol };
    static constexpr std::size_t mostRows = 2'000;

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
};

} // namespace omni::ui::alerts
