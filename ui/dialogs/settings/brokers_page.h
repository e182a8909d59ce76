// Brokers and their keys: which there are, what is known of the connection, what each holds for the desk, and what is
// missing before real money could be traded. Nothing here is edited: keys come from the environment of the program.

#pragma once

#include "ui/dialogs/settings/broker_rows.h"
#include "ui/dialogs/settings/page.h"

#include <QTimer>

#include <array>
#include <memory>
#include <vector>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace omni::ui::settings {

class BrokersPage final : public Page
{
    Q_OBJECT

public:
    explicit BrokersPage(const PageContext& context);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addConnections();
    void addDetails();
    void addGoingLive();
    void addAbilities();
    void refresh();
    void showChosen();
    void showKeys(const views::BrokerOffer& offer);
    void showLines(const views::Connection* connection);
    /// Null: the market in the house is chosen.
    [[nodiscard]] const views::BrokerOffer* chosen() const;

    std::shared_ptr<const views::BrokerOffers> m_offers; ///< Never null.
    std::vector<BrokerRow> m_rows;
    QTreeWidget* m_table = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_account = nullptr;
    QLabel* m_host = nullptr;
    std::array<QLabel*, views::lineCount> m_lines{};
    QProgressBar* m_rate = nullptr;
    QLabel* m_rateText = nullptr;
    QLabel* m_clock = nullptr;
    QLabel* m_counts = nullptr;
    QLabel* m_symbols = nullptr;
    QLabel* m_variables = nullptr;
    QPushButton* m_start = nullptr;
    QLabel* m_whyNot = nullptr;
    QTreeWidget* m_abilities = nullptr;
    QTimer m_timer;
};

} // namespace omni::ui::settings
