// The key of one broker in the vault: added, rotated in steps, removed. What it is, is never shown.

#pragma once

#include "core/desk/views/broker_offer.h"
#include "core/desk/views/vault_view.h"
#include "ui/style/theme.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLayout;
class QPushButton;

namespace omni::ui {
class EngineLink;
struct Formats;
} // namespace omni::ui

namespace omni::ui::settings {

class KeyBox final : public QWidget
{
    Q_OBJECT

public:
    KeyBox(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent = nullptr);

    /// The broker that is chosen. Null: none that takes a key.
    void showFor(const views::BrokerOffer* offer, const views::Connection* connection);

private:
    QPushButton* addButton(QLayout& line, const QString& words, const char* name, void (KeyBox::*deed)());
    void refresh(const views::VaultView* vault, const views::Connection* connection);
    void put(bool replaces);
    void add();
    void rotate();
    void settleGood();
    void takeBack();
    void remove();
    void confirm(const QString& title, const QString& question, const QString& note, const QString& act, bool isDanger,
                 std::function<void()> then);

    EngineLink& m_engine;
    const Theme& m_theme;
    const Formats& m_formats;
    views::BrokerOffer m_offer; ///< Empty key: none.
    QString m_ended; ///< Name of a key whose old one is to be ended at the broker; empty: none.
    QLabel* m_words;
    QPushButton* m_add = nullptr;
    QPushButton* m_rotate = nullptr;
    QPushButton* m_good = nullptr;
    QPushButton* m_bad = nullptr;
    QPushButton* m_remove = nullptr;
};

} // namespace omni::ui::settings
