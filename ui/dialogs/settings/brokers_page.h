// Brokers and their keys: which there are, what is known of the connection, what each holds for the desk, and what is
// missing before real money could be traded; and the vault with their keys. What is done with it is done at once:
// nothing of it is staged, and no field of the page takes a secret (dialogs do).

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

class GoingLive;
class KeyBox;
class VaultBox;

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
    QWidget* makeDetails();
    void addStart(QBoxLayout& column);
    void showRow(int at, const BrokerRow& row);
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
    KeyBox* m_keyBox = nullptr;
    VaultBox* m_vault = nullptr;
    GoingLive* m_live = nullptr;
    QTreeWidget* m_abilities = nullptr;
    QTimer m_timer;
};

} // namespace omni::ui::settings
