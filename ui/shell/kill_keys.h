// Ctrl+Shift+K wherever the keyboard is: in a dialog, too, where shortcuts of the main window sleep.

#pragma once

#include <QObject>

namespace omni::ui {

class KillKeys final : public QObject
{
    Q_OBJECT

public:
    /// Listens to the whole application.
    explicit KillKeys(QObject* parent);

signals:
    /// A fresh press; never one that repeats.
    void pressed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace omni::ui
