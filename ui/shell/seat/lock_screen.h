// What stands in the place of the whole window while nobody may see it: locked, or nobody is signed in.
//
// No figure of the account is on it: who was here, that orders and stops go on, the kill switch, and the fields to come
// in by. UI thread.

#pragma once

#include "core/desk/views/seat_view.h"
#include "ui/style/theme.h"

#include <QString>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace omni::ui {

class EngineLink;

namespace sign_in {
class SignInPanel;
}

class LockScreen final : public QWidget
{
    Q_OBJECT

public:
    /// `line`: with the kill switch, becomes a child. Covers `parent`, and follows its size. Hidden at first.
    LockScreen(EngineLink& engine, Theme& theme, QWidget* line, QWidget* parent);

    /// `isMasked`: the person's name is hidden (streamer mode). Cheap: nothing is set that has not changed.
    void showSeat(const views::SeatView& seat, bool isMasked);
    /// One line more, until it is left.
    void say(const QString& text);
    /// The keyboard goes to what has to be filled.
    void focusFirst();
    void retranslate();
    [[nodiscard]] QStringList texts() const;

signals:
    void cameIn();
    void signOutAsked();
    void enrolAsked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build(QWidget* line);
    void tell();

    Theme& m_theme;
    QLabel *m_icon = nullptr, *m_title = nullptr, *m_person = nullptr, *m_text = nullptr, *m_goesOn = nullptr,
           *m_said = nullptr;
    sign_in::SignInPanel* m_panel;
    QPushButton *m_other = nullptr, *m_enrol = nullptr;
    std::optional<views::SeatView> m_seat;
    bool m_isMasked = false;
};

} // namespace omni::ui
