-- Run at each start by the superuser; every step leaves alone what is there.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dealsmart_owner') THEN
        CREATE ROLE dealsmart_owner LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dealsmart_program') THEN
        CREATE ROLE dealsmart_program LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
        -- The owner grants to it and may step into its shoes, but does not see by its policies.
        GRANT dealsmart_program TO dealsmart_owner WITH ADMIN TRUE, INHERIT FALSE, SET TRUE;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dealsmart_reader') THEN
        CREATE ROLE dealsmart_reader NOLOGIN NOSUPERUSER NOBYPASSRLS;
        -- The owner makes functions that belong to it, and later replaces them.
        GRANT dealsmart_reader TO dealsmart_owner WITH ADMIN TRUE, INHERIT TRUE, SET TRUE;
    END IF;
END
$$;
