# CPack: `cpack` in the build folder writes packages/corridor_*.deb and packages/corridor-workbench_*.deb.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME corridor)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own, the first line of its description
set(CPACK_PACKAGE_VENDOR "The Corridor authors")
set(CPACK_PACKAGE_CONTACT "The Corridor authors <authors@corridor.invalid>")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)

set(CPACK_COMPONENTS_ALL command workbench)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME corridor)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SECTION database)
# The journal is an SQLite file; the sandbox needs a server's programs, backups the client's.
set(CPACK_DEBIAN_COMMAND_PACKAGE_DEPENDS "libqt6sql6-sqlite")
set(CPACK_DEBIAN_COMMAND_PACKAGE_RECOMMENDS "postgresql, postgresql-client")
set(CPACK_DEBIAN_COMMAND_PACKAGE_SUGGESTS "corridor-workbench, libqt6sql6-psql, pgbackrest")
set(CPACK_DEBIAN_COMMAND_DESCRIPTION
"deploy and take back PostgreSQL migrations of a Prisma project
Does to a PostgreSQL database what Prisma Migrate does, with the same rows in
_prisma_migrations, and what it leaves to people: it tells everything that is
pending, failed, edited or missing in one answer, takes back what it applied,
keeps a checklist before a production deploy and a journal of who did what.")

set(CPACK_DEBIAN_WORKBENCH_PACKAGE_NAME corridor-workbench)
set(CPACK_DEBIAN_WORKBENCH_PACKAGE_SECTION database)
set(CPACK_DEBIAN_WORKBENCH_PACKAGE_DEPENDS "corridor (= ${PROJECT_VERSION}), libqt6sql6-sqlite, qt6-svg-plugins")
set(CPACK_DEBIAN_WORKBENCH_PACKAGE_RECOMMENDS "postgresql, postgresql-client, qt6-wayland")
set(CPACK_DEBIAN_WORKBENCH_DESCRIPTION
"workbench for PostgreSQL migrations of a Prisma project
Shows the migrations of a project with their state on a database, a timeline
of everything that ever ran, the scripts with their way back, a checklist and
a log; deploys migrations and takes them back.")

include(CPack)
