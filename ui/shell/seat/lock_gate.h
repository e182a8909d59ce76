// While the window is locked no key and no dialog gets past the lock screen: shortcuts of the window sleep, and what
// wants to open is closed again. The kill switch passes: its keys, and its question.
//
// A dialog that does not let itself be closed holds something that is shown once, recovery codes for instance: it is
// out of sight while the window is locked, and there again for the person who had it.

#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

class QDialog;
class QWidget;

namespace omni::ui {

class LockGate final : public QObject
{
    Q_OBJECT

public:
    /// `screen`: what may be used meanwhile, with the dialogs that belong to it. Open at first.
    explicit LockGate(QWidget& screen);

    /// Closes menus and dialogs that are open; true: there were dialogs.
    bool shut();
    /// `isSamePerson`: who has come in may see what was out of sight; else it is gone.
    void open(bool isSamePerson);
    /// Closes what can be closed. True: something does not let itself be closed, and stands in front of the window.
    [[nodiscard]] bool isHeld();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool mayStay(const QDialog& dialog) const;
    [[nodiscard]] QList<QPointer<QDialog>> dialogs() const;

    QWidget& m_screen;
    QList<QPointer<QDialog>> m_kept; ///< Out of sight; whoever belongs to another one before that.
    bool m_isShut = false;
};

} // namespace omni::ui
