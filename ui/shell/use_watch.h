// Tells the vault that somebody is at the program, so that it locks by itself only when nobody is.

#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace omni::runtime {
class VaultLink;
}

namespace omni::ui {

class UseWatch final : public QObject
{
    Q_OBJECT

public:
    /// Listens to the whole application. `vault` outlives it.
    UseWatch(runtime::VaultLink& vault, QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    runtime::VaultLink& m_vault;
    QElapsedTimer m_last;
};

} // namespace omni::ui
