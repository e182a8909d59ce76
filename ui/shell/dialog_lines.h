// The kill switch within reach of every dialog: the window that waits behind a modal one takes no clicks, so its dialog
// has a line with a switch of its own above everything else; and the keyboard, which a click on the waiting window
// carries away, is given back, since keys are not even told to a window that waits.

#pragma once

#include <QObject>

#include <functional>

class QDialog;
class QWidget;
class QWindow;

namespace omni::ui {

class DialogLines final : public QObject
{
    Q_OBJECT

public:
    using MakeLine = std::function<QWidget*(QDialog& dialog)>;

    /// Listens to the whole application. Dialogs of Qt's own and the question of the switch itself get no line.
    DialogLines(MakeLine make, QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void give(QDialog& dialog);
    static void giveBackKeyboard(QWindow* to);

    MakeLine m_make;
};

} // namespace omni::ui
