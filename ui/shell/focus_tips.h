// Tips for those who come by keyboard: what rests under the pointer says more, and so does what has the focus.
//
// A tip is shown where the focus came by Tab and stayed, and goes with the next key. UI thread.

#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace omni::ui {

class FocusTips final : public QObject
{
    Q_OBJECT

public:
    static constexpr int restsMs = 700; ///< As long as the pointer has to rest.

    /// Watches all widgets of the application. Lives with `owner`.
    explicit FocusTips(QObject* owner);

    /// The tip that is shown; empty: none.
    [[nodiscard]] const QString& shown() const noexcept
    {
        return m_shown;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show();
    void hide();

    QTimer m_rest;
    QPointer<QWidget> m_widget;
    QString m_shown;
};

} // namespace omni::ui
