// What a pane needs around it in a test: a terminal that shows what the test gives it, and the rest of a window.

#pragma once

#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/pane.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QWidget>

#include <memory>

namespace omni::testing {

class PaneBench
{
public:
    PaneBench()
    {
        theme.apply(ui::ThemeKind::Dark, ui::UpDownSet::TealOrange, 100);
        link.setFrameRate(1); // frames come by hand
    }

    /// Makes the pane, shows it at `size` and gives it a frame.
    template<class View> View& open(QSize size = {900, 300})
    {
        auto* view = new View(context, &window);
        pane.reset(view);
        window.resize(size);
        view->resize(size);
        window.show();
        view->show();
        frame();
        return *view;
    }
    /// Takes what the terminal shows. Twice: the second one has the answers that the first one asked for.
    void frame()
    {
        for (int i = 0; i < 2; ++i) {
            if (terminal.snapshotShown) { // a picture counts as new only as another object
                terminal.snapshotShown = std::make_shared<const views::DeskSnapshot>(*terminal.snapshotShown);
            } else {
                terminal.show(views::DeskSnapshot{});
            }
            link.poll();
        }
    }
    /// The class of a widget below `root` that takes the focus and has no name; empty: all have one.
    [[nodiscard]] static QString unnamed(const QWidget& root)
    {
        for (const auto* widget : root.findChildren<QWidget*>()) {
            const auto* parent = widget->parentWidget();
            const bool isInner = widget->objectName().startsWith(QLatin1String("qt_")) || parent->inherits("QComboBox")
                || parent->inherits("QAbstractItemView") || parent->inherits("QKeySequenceEdit")
                || parent->inherits("QAbstractSpinBox") || widget->inherits("QComboBoxListView");
            if (widget->focusPolicy() != Qt::NoFocus && !isInner && widget->accessibleName().isEmpty()) {
                return QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
            }
        }
        return {};
    }

    FakeTerminal terminal;
    ui::EngineLink link{terminal};
    ui::CommandRegistry commands;
    ui::Theme theme;
    ui::Formats formats;
    ui::LinkGroups groups;
    ui::PaneRequests requests;
    ui::PaneContext context{link, commands, theme, formats, groups, requests};
    QWidget window;
    std::unique_ptr<ui::Pane> pane;
};

} // namespace omni::testing
