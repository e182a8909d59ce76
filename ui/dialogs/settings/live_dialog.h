// The last step to real money with one broker: what is there, a test of the key, the account's last characters, and a
// person with password and code; a second one where two have the right, a minute where there is one.
//
// What takes time is done by another thread: the dialog stays until it is done, and says why when it is not. Esc closes
// it and leaves everything as it is, also a grant that waits for its minute. Shown with open(); dies by itself.

#pragma once

#include "core/host/runtime/live_money/live_link.h"
#include "ui/widgets/formats.h"

#include <QDialog>
#include <QString>
#include <QTimer>

#include <array>
#include <cstdint>
#include <string>

class QBoxLayout;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace omni::ui {
class EngineLink;
class SecretField;
class Theme;
} // namespace omni::ui

namespace omni::ui::settings {

class LiveDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Which {
        std::string broker; ///< "binance"
        QString title; ///< "Binance"
    };
    /// `link` outlives it.
    LiveDialog(EngineLink& engine, runtime::LiveLink& link, const Theme& theme, const Formats& formats, Which which,
               QWidget* parent);
    ~LiveDialog() override;

private:
    struct Line {
        QLabel* sign = nullptr;
        QLabel* state = nullptr;
        QLabel* next = nullptr;
    };
    /// Name, password and code of one who says it.
    struct Sayer {
        QLabel* head = nullptr;
        QLineEdit* name = nullptr;
        SecretField* password = nullptr;
        SecretField* code = nullptr;
    };
    void addChecklist(QVBoxLayout& column);
    void addTest(QVBoxLayout& column);
    void addFields(QVBoxLayout& column);
    Sayer addSayer(const QString& head, const char* name);
    void addButtons(QBoxLayout& column);
    void test();
    void grant();
    void look();
    void showNow(const views::GoingLive* now);
    void showTest(const views::GoingLive* now);
    [[nodiscard]] const views::LiveStanding* standingIn(const views::GoingLive* now) const;
    [[nodiscard]] QString missing(const views::LiveStanding* standing) const;
    [[nodiscard]] runtime::LiveSayer taken(Sayer& sayer);

    EngineLink& m_engine;
    runtime::LiveLink& m_link;
    const Theme& m_theme;
    const Formats& m_formats;
    const Which m_which;
    std::array<Line, views::liveNeedCount> m_lines;
    QLabel* m_testLines = nullptr;
    QPushButton* m_test = nullptr;
    QFormLayout* m_form = nullptr;
    QLineEdit* m_end = nullptr;
    Sayer m_by, m_second;
    QLabel* m_told = nullptr;
    QPushButton* m_grant = nullptr;
    QTimer m_timer;
    std::uint64_t m_number = 0; ///< Of the wish under way. 0: none.
    bool m_isGranting = false; ///< The wish under way, or the minute, is a grant.
    QString m_failure; ///< Why the last one failed; empty: it did not.
};

} // namespace omni::ui::settings
