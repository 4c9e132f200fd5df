#include "tests/simulation/Runner.h"

#include <QCoreApplication>
#include <QTextStream>
#include <malloc.h>

int main(int argc, char** argv)
{
    // Disks come and go with each schedule; their memory is kept rather than given back to the system each time.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 16 << 20);
    const QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    QTextStream progress(stderr);
    const auto options = textbank::simulation::RunnerOptions::parse(QCoreApplication::arguments().mid(1));
    if (!options) {
        progress << "textbank-simulation: " << options.error().detail << "; --help tells what there is." << Qt::endl;
        return 2;
    }
    if (options->help) {
        out << textbank::simulation::RunnerOptions::usage() << Qt::flush;
        return 0;
    }
    return textbank::simulation::Runner(*options, out, progress).run();
}
