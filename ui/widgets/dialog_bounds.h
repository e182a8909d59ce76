// Keeps a dialog inside its screen and in the middle of the window that it belongs to.
//
// One of it for each dialog, made at the end of the dialog's constructor; the dialog owns it. Whatever scale the user
// has chosen, the dialog is never larger than the screen's free room, and shrinks below what its parts would like: what
// can grow stands in a `ScrolledBody`, what decides stands outside of it.

#pragma once

#include <QDialog>
#include <QPointer>
#include <QRect>
#include <QScrollArea>
#include <QSize>

namespace omni::ui {

class Theme;

/// As large as it would like to be, at most as large as the room, over the middle of `window` as far as the room lets
/// it.
[[nodiscard]] QRect boundedOver(QSize wanted, const QRect& window, const QRect& room);

/// Of what scrolls: as high as its content where there is room, and down to a few lines where there is none.
class ScrolledBody final : public QScrollArea
{
public:
    explicit ScrolledBody(QWidget* content, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

class DialogBounds final : public QObject
{
    Q_OBJECT

public:
    /// Sizes before the user's scale; empty: as its layout says. `theme` outlives the dialog.
    DialogBounds(QDialog& dialog, const Theme& theme, QSize wanted = {}, QSize least = {});

    /// Dims the window behind the dialog while it is open.
    void setDims(bool dims);
    /// As if the screen had this free room; for tests.
    void setRoom(const QRect& room);
    /// What it must stay inside of.
    [[nodiscard]] QRect room() const;

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit(bool isOpening);
    void dim();
    [[nodiscard]] QSize layoutSize() const;
    [[nodiscard]] QSize scaled(QSize size) const;

    QDialog& m_dialog;
    const Theme& m_theme;
    QSize m_wanted, m_least;
    QRect m_room;
    bool m_dims = false, m_isFitting = false;
    QPointer<QWidget> m_dimmer;
};

} // namespace omni::ui
