// The limits of the engine, from its own schema: each with its bounds, its unit and what it does.

#pragma once

#include "core/trade/risk/limit_schema.h"
#include "ui/dialogs/settings/page.h"

#include <vector>

class QLabel;
class QLineEdit;

namespace omni::ui::settings {

class RiskLimitsPage final : public Page
{
    Q_OBJECT

public:
    explicit RiskLimitsPage(const PageContext& context);
    [[nodiscard]] QString fault() const override;
    bool dropFault() override;

private:
    struct Row {
        const risk::LimitField* field;
        QLineEdit* edit;
        QLabel* note;
        QString fault;
    };
    void addGroup(QLayout* into, risk::LimitGroup group);
    void onTyped(std::size_t row);
    void showNote(Row& row);
    void showStaged(Row& row);

    std::vector<Row> m_rows;
};

} // namespace omni::ui::settings
